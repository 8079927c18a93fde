/**
 * One classic script and one style sheet: a page opened from a disk can load no modules. The SPARQL editor of the portal
 * is a second bundle beside it (`--mode editor`), since it is larger than all the rest and most pages do without. Beside
 * each stand the licences of what others wrote of it.
 */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

/** The licences of all packages in a bundle. One that came bundled itself tells by its source map what it was made of. */
function licences(fileName: string): Plugin {
  return {
    name: "licences",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
      const maps = modules.map((id) => `${id}.map`).filter((path) => existsSync(path));
      const inner = maps.flatMap((path) => (JSON.parse(readFileSync(path, "utf8")) as { sources: string[] }).sources);
      const names = new Set([...modules, ...inner].flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));
      this.emitFile({ type: "asset", fileName, source: [...names].sort().map(licence).join("\n\n") });
    },
  };
}

/** Name, version and terms of a package. */
function licence(name: string): string {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const { version, license, author } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = files.map((file) => readFileSync(new URL(file, folder), "utf8").trim());
  const head = [`${name} ${version}`, license, texts.length ? "" : (author?.name ?? author)?.replace(/\s*<.*/, "")].filter(Boolean).join(", ");
  return [`${head}\n${"-".repeat(head.length)}`, ...texts].join("\n\n") + "\n";
}

export default defineConfig(({ mode }) => {
  const editor = mode === "editor";
  const name = editor ? "sparql-editor" : "explorer";
  return {
    plugins: [licences(`assets/${name}-licences.txt`)],
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
