/** One classic script and one style sheet: a page opened from a disk can load no modules. */

import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "built",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    lib: { entry: "src/main.tsx", formats: ["iife"], name: "scenExplorer", fileName: () => "explorer.js", cssFileName: "explorer" },
  },
  define: { "process.env.NODE_ENV": '"production"' },
  test: { environment: "node", include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
