/**
 * Colours of communities: ten of ours for a light and ten for a dark page. They keep 3:1 to the page, and any two stay
 * apart for readers who do not tell red from green, or blue from yellow. The ten largest communities have them.
 */

type Ten = readonly string[];

const COLOURS: readonly [light: Ten, dark: Ten] = [
  ["#e9622e", "#3245b7", "#309d8b", "#5c4262", "#937af7", "#760a03", "#2d76a3", "#a6431c", "#150f85", "#481645"],
  ["#f16935", "#4d68dc", "#ace7ea", "#b6899d", "#a4bbff", "#c83b2c", "#f7dc1f", "#f6a88d", "#7792ee", "#955e90"],
];
/** Of all other communities, and of what is in none. */
export const OTHERS = ["#767676", "#9a9a9a"] as const;

/** The colour of each community, told by the community of each node: the same under every filter. */
export function communityColour(of: number[], theme: 0 | 1): (community: number) => string {
  const sizes = new Map<number, number>();
  for (const community of of) if (community >= 0) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  const order = [...sizes].sort(([one, ours], [other, theirs]) => theirs - ours || one - other).map(([community]) => community);
  const colours = new Map(order.map((community, at) => [community, COLOURS[theme][at]]));
  return (community) => colours.get(community) ?? OTHERS[theme];
}
