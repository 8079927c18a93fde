/**
 * While the map moves nothing is picked, so that nothing is drawn twice, and very many lines are left out: at rest all is
 * drawn once more. Measured on a computer without a graphics card: 30,000 lines take most of a frame.
 */

export const motion = { moving: false };

/** More lines than this are left out while the map moves. */
export const MANY = 20_000;
