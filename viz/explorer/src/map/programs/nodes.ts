/** Nodes on the graphics card: any shape of shapes.ts, by its distance from each pixel, with a rim in the page's colour and a ring where marked. */

import "./guard";
import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { DrawnLine, DrawnNode } from "../graph";
import { form } from "../shapes";
import { motion } from "./motion";

/** What a node of the drawn graph carries besides sigma's own. */
export interface Look {
  shape: string;
  /** Colour of the page behind it. */
  paper: string;
  /** 1 where a ring is drawn around it. */
  ring: number;
  /** Share of its colour that is seen. */
  strength: number;
}

const VERTEX = `
attribute vec2 a_corner;
attribute vec2 a_position;
attribute vec3 a_look;
attribute vec4 a_form;
attribute vec4 a_color;
attribute vec4 a_paper;
attribute vec4 a_id;
uniform mat3 u_matrix;
uniform vec2 u_window;
uniform float u_sizeRatio;
varying vec2 v_at;
varying vec4 v_form;
varying vec3 v_look;
varying vec4 v_color;
varying vec4 v_paper;
void main() {
  float radius = max(a_look.x / u_sizeRatio, 1.2);
  float reach = max(radius * a_form.y + 2.0, a_look.y * (radius * 1.3 + 6.0));
  #ifdef PICKING_MODE
  reach += 2.0;
  #endif
  vec2 middle = (u_matrix * vec3(a_position, 1.0)).xy;
  gl_Position = vec4(middle + a_corner * reach * 2.0 / u_window, 0.0, 1.0);
  v_at = a_corner * reach;
  v_form = a_form;
  v_look = vec3(radius, a_look.y, a_look.z);
  v_paper = a_paper;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const FRAGMENT = `
precision highp float;
varying vec2 v_at;
varying vec4 v_form;
varying vec3 v_look;
varying vec4 v_color;
varying vec4 v_paper;
uniform float u_pixel;
const float PI = 3.14159265358979;

// Pixels from the outline, less than 0 inside: the plane is folded onto half a tip.
float outline() {
  float far = length(v_at);
  if (v_form.x < 1.0) return far - v_look.x * v_form.y;
  float wedge = PI / v_form.x;
  float angle = abs(mod(atan(v_at.x, v_at.y) - v_form.w + wedge, 2.0 * wedge) - wedge);
  vec2 tip = vec2(0.0, v_form.y);
  vec2 side = v_form.z * vec2(sin(wedge), cos(wedge)) - tip;
  return dot(far * vec2(sin(angle), cos(angle)) - tip * v_look.x, normalize(vec2(-side.y, side.x)));
}

float inside(float distance) {
  return clamp(0.5 - distance / u_pixel, 0.0, 1.0);
}

void main() {
  float d = outline();
  #ifdef PICKING_MODE
  if (d > 3.0) discard;
  gl_FragColor = v_color;
  #else
  vec3 ink = mix(v_paper.rgb, v_color.rgb, v_look.z);
  float rim = min(1.5, v_look.x * 0.25);
  float ring = v_look.y;
  float filled = inside(d);
  vec4 found = vec4(mix(v_paper.rgb, ink, filled), 1.0) * inside(d - rim);
  if (ring > 0.0) {
    float beyond = length(v_at) - v_look.x * 1.3;
    found = mix(vec4(mix(v_paper.rgb, v_color.rgb, inside(2.5 - beyond)), 1.0) * inside(beyond - 5.0), found, filled);
  }
  gl_FragColor = found;
  #endif
}`;

const UNIFORMS = ["u_matrix", "u_window", "u_sizeRatio", "u_pixel"] as const;

type Uniform = (typeof UNIFORMS)[number];

export class Signs extends NodeProgram<Uniform, DrawnNode, DrawnLine> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
    return {
      VERTICES: 4,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_look", size: 3, type: FLOAT },
        { name: "a_form", size: 4, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_paper", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[-1, -1], [1, -1], [-1, 1], [1, 1]],
    };
  }

  override processVisibleItem(id: number, at: number, data: NodeDisplayData & Partial<Look>): void {
    const { tips, outer, inner, turn } = form(data.shape ?? "dot");
    const { ring = 0, strength = 1, paper = "#ffffff" } = data;
    this.array.set([data.x, data.y, data.size, ring, strength, tips, outer, inner, turn, floatColor(data.color), floatColor(paper), id], at);
  }

  override setUniforms({ matrix, width, height, sizeRatio, pixelRatio }: RenderParams, { gl, uniformLocations }: Parameters<NodeProgram["setUniforms"]>[1]): void {
    const at = uniformLocations as Record<Uniform, WebGLUniformLocation>;
    gl.uniformMatrix3fv(at.u_matrix, false, matrix);
    gl.uniform2f(at.u_window, width, height);
    gl.uniform1f(at.u_sizeRatio, sizeRatio);
    gl.uniform1f(at.u_pixel, 1 / pixelRatio);
  }

  override render(params: RenderParams): void {
    const { pickProgram } = this;
    if (motion.moving) this.pickProgram = null;
    super.render(params);
    this.pickProgram = pickProgram;
  }
}
