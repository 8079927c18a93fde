/**
 * One classic script and one style sheet: a page opened from a disk can load no modules. The SPARQL editor of the portal
 * is a second bundle beside it (`--mode editor`), since it is larger than all the rest and most pages do without.
 */

import { defineConfig } from "vite";

export default defineConfig(({ mode }) => {
  const editor = mode === "editor";
  const name = editor ? "sparql-editor" : "explorer";
  return {
    build: {
      outDir: "built",
      emptyOutDir: !editor,
      target: "es2022",
      cssCodeSplit: false,
      modulePreload: false,
      lib: { entry: editor ? "src/editor/main.ts" : "src/main.tsx", formats: ["iife"], name: editor ? "scenEditor" : "scenExplorer", fileName: () => `${name}.js`, cssFileName: name },
    },
    define: { "process.env.NODE_ENV": '"production"' },
    test: { environment: "node", include: ["tests/**/*.test.ts"] },
  } as ReturnType<Extract<Parameters<typeof defineConfig>[0], (...given: never[]) => unknown>>;
});
