/** What the reader points at, and where the keyboard is. */

import { signal } from "@preact/signals";
import type { Line, Thing } from "../model/types";

/** A thing or a line, and the place on the map where it is told. */
export type Pointed = { thing: Thing; x: number; y: number } | { line: Line; x: number; y: number };

export const pointed = signal<Pointed | null>(null);
/** The thing that the keyboard is on. */
export const focused = signal<Thing | null>(null);
/** Whether the keyboard is in use on the map, so that its place is ringed. */
export const keyed = signal(false);
