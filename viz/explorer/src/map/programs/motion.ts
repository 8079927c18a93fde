/**
 * While the map moves nothing is picked, so that nothing is drawn twice; and where frames take too long, as on a computer
 * without a graphics card, lines are left out until it rests.
 */

export const motion = { moving: false, slow: false };

/** Milliseconds of a frame that are too long. */
export const LONG = 60;
