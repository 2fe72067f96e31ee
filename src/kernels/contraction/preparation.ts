import { bytesPerElement } from "../../base/dtype.ts";
import type { Value } from "../../graph/value.ts";
import type { GroupGraph } from "../../program/program.ts";
import type { EngineTraits } from "../../program/traits.ts";
import { openFrame, openPreparation } from "../frame.ts";
import { binary, integer, type KernelFunction } from "../ir.ts";
import { packPanel } from "./pack.ts";
import { eachPanel } from "./panels.ts";
import { keptBytes, scheduleOf } from "./schedule.ts";

/** Bytes of y as panels that are kept, 0 if the kernel gains nothing by them. */
export function contractionPreparation(
  group: GroupGraph,
  root: Value<"dot">,
  traits: EngineTraits,
): number {
  if (root.size === 0 || traits.lanes === 1) return 0;
  const schedule = scheduleOf(openFrame(group, traits), root);
  const { y, k, outer } = schedule.plan;
  const isSame = outer.every(({ yStride }) => yStride === 0);
  return y.source !== undefined && isSame && k.extent > 1 ? keptBytes(schedule) : 0;
}

/** The kernel that packs y's panels to be kept. */
export function prepareContraction(
  group: GroupGraph,
  root: Value<"dot">,
  traits: EngineTraits,
): KernelFunction {
  const schedule = scheduleOf(openFrame(group, traits), root);
  const { plan, lanes } = schedule;
  const { k, n, y } = plan;
  const frame = openPreparation(group, traits);
  const { builder, indices, pointers } = frame.context;
  const bytes = bytesPerElement("float32");
  const from = builder.hoist(binary("add", pointers.get(y.source!)!, integer(y.offset * bytes)));
  eachPanel(frame.context, schedule, true, ({ start, vectors, columns }) =>
    packPanel(builder, {
      from: indices.address(from, indices.scale(start, n.yStride * bytes)),
      to: indices.address(frame.outputs[0]!, indices.scale(start, k.extent * bytes)),
      dtype: "float32",
      lanes,
      vectors,
      columns,
      columnStride: n.yStride,
      depth: k.extent,
      step: k.yStride,
    }),
  );
  return frame.finish();
}
