/** sigma asks for the constants of WebGL as it is loaded; where there is no WebGL at all, it finds an empty class instead. */

const page = globalThis as unknown as Record<string, unknown>;
for (const name of ["WebGLRenderingContext", "WebGL2RenderingContext"]) page[name] ??= class {};

export {};
