/** The thing whose partners the reader wants to bring into the picture; a panel asks which, and sets it to null. */

import { signal } from "@preact/signals";
import type { Thing } from "../model/types";

export const wanted = signal<Thing | null>(null);
