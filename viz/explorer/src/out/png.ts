/** The SVG picture as a PNG, drawn by the browser on a canvas. */

/** Most pixels of a side: browsers refuse larger canvases. */
const MOST = 8192;

/** The picture, twice as fine as its SVG unless that is too large; refused where the browser cannot draw it. */
export async function pngOf(svg: string, scale = 2): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml;charset=utf-8" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return await drawn(image, Math.min(scale, MOST / Math.max(image.naturalWidth, image.naturalHeight)));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function drawn(image: HTMLImageElement, scale: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const pen = canvas.getContext("2d");
  if (!pen) return Promise.reject(new Error("no canvas"));
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"),
  );
}
