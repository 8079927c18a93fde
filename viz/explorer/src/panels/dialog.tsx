/** A dialog: focus goes in, stays in, and returns; Escape and a press beside it close it. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { words } from "../words/words";

const said = words({ en: { close: "Close" }, sv: { close: "Stäng" }, nb: { close: "Lukk" } });

/** Open as long as it is rendered. */
export function Dialog({ title, onClose, children }: { title: ComponentChildren; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog} class="dialog" aria-labelledby={heading} onClose={onClose} onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="dialog-head">
        <h2 id={heading} tabIndex={-1}>{title}</h2>
        <button type="button" class="button quiet small" onClick={() => dialog.current?.close()}>{said().close}</button>
      </div>
      <div class="dialog-body stack">{children}</div>
    </dialog>
  );
}
