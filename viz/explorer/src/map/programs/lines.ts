/**
 * Lines on the graphics card, in pixels. Most are straight and whole: a rectangle. All others are a strip along a
 * quadratic curve, out of which dashes and the head of an arrow are cut pixel by pixel.
 */

import "./guard";
import { EdgeProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { BOW, dashes } from "../bow";
import type { DrawnLine, DrawnNode } from "../graph";
import { motion } from "./motion";

/** What a line of the drawn graph carries besides sigma's own. */
export interface Stroke {
  bend: number;
  stroke: string;
  /** Share of its colour that is seen. */
  strength: number;
  arrow: boolean;
}

/** Pixels around a line within which it is picked. */
const PICKED = "7.0";

const HEAD = `
attribute vec2 a_place;
attribute vec2 a_from;
attribute vec2 a_to;
attribute vec4 a_look;
attribute vec4 a_color;
attribute vec4 a_id;
uniform mat3 u_matrix;
uniform vec2 u_window;
uniform float u_sizeRatio;
uniform float u_pixel;
varying vec4 v_color;

float thickness() {
  #ifdef PICKING_MODE
  return max(a_look.x / u_sizeRatio, ${PICKED});
  #else
  return max(a_look.x / u_sizeRatio, 0.6);
  #endif
}

vec4 ink() {
  #ifdef PICKING_MODE
  return vec4(a_id.rgb, 1.0);
  #else
  return vec4(a_color.rgb, 1.0) * a_look.z * min(1.0, 0.08 + 1.1 / u_sizeRatio);
  #endif
}
`;

const PLAIN_VERTEX = `${HEAD}
varying vec2 v_side;
void main() {
  vec2 a = (u_matrix * vec3(a_from, 1.0)).xy * u_window * 0.5;
  vec2 b = (u_matrix * vec3(a_to, 1.0)).xy * u_window * 0.5;
  vec2 way = b - a;
  float whole = length(way);
  vec2 normal = whole > 0.0 ? vec2(-way.y, way.x) / whole : vec2(0.0);
  float side = a_place.y * 0.5 * (thickness() + u_pixel);
  gl_Position = vec4((mix(a, b, a_place.x) + normal * side) * 2.0 / u_window, 0.0, 1.0);
  v_side = vec2(side, thickness() * 0.5);
  v_color = ink();
}`;

const PLAIN_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_side;
uniform float u_pixel;
void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  gl_FragColor = v_color * clamp(0.5 + (v_side.y - abs(v_side.x)) / u_pixel, 0.0, 1.0);
  #endif
}`;

const CURVED_VERTEX = `${HEAD}
attribute vec2 a_dash;
varying vec4 v_way;
varying vec4 v_cut;

vec2 on(vec2 a, vec2 c, vec2 b, float t) {
  return mix(mix(a, c, t), mix(c, b, t), t);
}

void main() {
  vec2 a = (u_matrix * vec3(a_from, 1.0)).xy * u_window * 0.5;
  vec2 b = (u_matrix * vec3(a_to, 1.0)).xy * u_window * 0.5;
  vec2 way = b - a;
  vec2 c = (a + b) * 0.5 + vec2(way.y, -way.x) * a_look.y * ${BOW.toFixed(2)};
  float t = a_place.x;
  float whole = 0.0;
  float passed = 0.0;
  vec2 before = a;
  vec2 here = a;
  for (int i = 1; i <= 8; i++) {
    vec2 next = on(a, c, b, float(i) / 8.0);
    vec2 reached = on(a, c, b, t * float(i) / 8.0);
    whole += length(next - before);
    passed += length(reached - here);
    before = next;
    here = reached;
  }
  float arrow = a_look.w > 0.0 ? 1.0 : 0.0;
  float width = thickness();
  vec2 head = arrow * vec2(6.0 + 2.0 * width, 3.0 + width);
  float reach = max(width * 0.5, head.y) + 0.5 * u_pixel;
  vec2 tangent = mix(c - a, b - c, t);
  float size = length(tangent);
  vec2 normal = size > 0.0 ? vec2(-tangent.y, tangent.x) / size : vec2(0.0);
  gl_Position = vec4((on(a, c, b, t) + normal * a_place.y * reach) * 2.0 / u_window, 0.0, 1.0);
  v_way = vec4(passed, a_place.y * reach, whole - arrow * (a_look.w / u_sizeRatio + 2.0), width * 0.5);
  v_cut = vec4(head, a_dash);
  v_color = ink();
}`;

const CURVED_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec4 v_way;
varying vec4 v_cut;
uniform float u_pixel;

float inside(float distance) {
  return clamp(0.5 - distance / u_pixel, 0.0, 1.0);
}

void main() {
  float left = v_way.z - v_way.x;
  float aside = abs(v_way.y);
  #ifdef PICKING_MODE
  if (aside > v_way.w || left < 0.0) discard;
  gl_FragColor = v_color;
  #else
  float stem = inside(aside - v_way.w);
  if (v_cut.w > 0.0) {
    float at = mod(v_way.x, v_cut.z + v_cut.w);
    stem *= inside(at - v_cut.z) + inside(v_cut.z + v_cut.w - at);
  }
  if (v_cut.x > 0.0 && left < v_cut.x) stem = inside(aside - v_cut.y * left / v_cut.x) * inside(-left);
  if (stem <= 0.0) discard;
  gl_FragColor = v_color * min(stem, 1.0);
  #endif
}`;

const UNIFORMS = ["u_matrix", "u_window", "u_sizeRatio", "u_pixel"] as const;
type Uniform = (typeof UNIFORMS)[number];

/** The program for a strip in so many pieces; only a curved one has dashes. */
function program(pieces: number, vertex: string, fragment: string, dashed: boolean) {
  const places = Array.from({ length: pieces + 1 }, (_, i) => [[i / pieces, -1], [i / pieces, 1]]).flat();
  return class extends EdgeProgram<Uniform, DrawnNode, DrawnLine> {
    override getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
      return {
        VERTICES: places.length,
        VERTEX_SHADER_SOURCE: vertex,
        FRAGMENT_SHADER_SOURCE: fragment,
        METHOD: TRIANGLE_STRIP,
        UNIFORMS,
        ATTRIBUTES: [
          { name: "a_from", size: 2, type: FLOAT },
          { name: "a_to", size: 2, type: FLOAT },
          { name: "a_look", size: 4, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
          ...(dashed ? [{ name: "a_dash", size: 2, type: FLOAT }] : []),
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_place", size: 2, type: FLOAT }],
        CONSTANT_DATA: places,
      };
    }

    override processVisibleItem(id: number, start: number, from: NodeDisplayData, to: NodeDisplayData, data: EdgeDisplayData & Partial<Stroke>): void {
      const { array } = this;
      let at = start;
      array[at++] = from.x;
      array[at++] = from.y;
      array[at++] = to.x;
      array[at++] = to.y;
      array[at++] = data.size;
      array[at++] = data.bend ?? 0;
      array[at++] = data.strength ?? 1;
      array[at++] = data.arrow ? to.size : 0;
      array[at++] = floatColor(data.color);
      array[at++] = id;
      if (dashed) [array[at], array[at + 1]] = dashes(data.stroke ?? "solid", data.size);
    }

    override setUniforms({ matrix, width, height, sizeRatio, pixelRatio }: RenderParams, { gl, uniformLocations }: Parameters<EdgeProgram["setUniforms"]>[1]): void {
      const at = uniformLocations as Record<Uniform, WebGLUniformLocation>;
      gl.uniformMatrix3fv(at.u_matrix, false, matrix);
      gl.uniform2f(at.u_window, width, height);
      gl.uniform1f(at.u_sizeRatio, sizeRatio);
      gl.uniform1f(at.u_pixel, 1 / pixelRatio);
    }

    override render(params: RenderParams): void {
      const { pickProgram } = this;
      if (motion.moving && motion.slow) return;
      if (motion.moving) this.pickProgram = null;
      super.render(params);
      this.pickProgram = pickProgram;
    }
  };
}

export const Plain = program(1, PLAIN_VERTEX, PLAIN_FRAGMENT, false);
export const Curved = program(16, CURVED_VERTEX, CURVED_FRAGMENT, true);
