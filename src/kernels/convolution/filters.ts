import { sizeOf } from "../../base/shape.ts";
import type { Value } from "../../graph/value.ts";
import type { Frame } from "../frame.ts";
import type { Expression } from "../ir.ts";
import { eachPanel, packColumns, panelsOf, type Columns, type ColumnSource } from "./columns.ts";
import { writeCopy } from "./copy.ts";
import type { ConvolutionPlan } from "./plan.ts";

type Root = Value<"conv">;

/** What filters are packed for. */
interface Packing {
  readonly plan: ConvolutionPlan;
  readonly columns: Columns;
}

/** Packs the filters in panels of a tile's width; threads must meet before they are read. */
export function writeFilters(
  frame: Frame,
  root: Root,
  { plan, columns }: Packing,
  to: Expression,
): void {
  const products = productsOf(root, plan);
  const byRows = liesByColumns(frame, root, plan);
  if (byRows) writeWholePanels(frame, root, { columns, products, to });
  const { wide } = panelsOf(columns);
  eachPanel(frame, columns, true, (panel) => {
    if (byRows && panel.columns === wide) return;
    packColumns(frame, columns, panel, { y: root.inputs[1]!, outer: [], ...products }, to);
  });
}

/** Whether the filters of a product lie side by side, so that rows of them are read and panels written all at once. */
function liesByColumns({ context }: Frame, root: Root, { columns }: ConvolutionPlan): boolean {
  return context.pointers.has(root.inputs[1]!) && root.attributes.y.endsWith(columns.letter);
}

/** Extents of the products, and y's index of one of them and a column. */
type Products = Pick<ColumnSource, "products" | "indexOf">;

function productsOf({ attributes }: Root, { windows, summed }: ConvolutionPlan): Products {
  const order = [...windows.map(({ letter }) => letter), summed.letter];
  return {
    products: [...windows.map(({ size }) => size), summed.extent],
    indexOf: (product, column) =>
      [...attributes.y].map((letter) => product[order.indexOf(letter)] ?? column),
  };
}

function writeWholePanels(
  frame: Frame,
  root: Root,
  {
    columns,
    products: { products, indexOf },
    to,
  }: { readonly columns: Columns; readonly products: Products; readonly to: Expression },
): void {
  const y = root.inputs[1]!;
  const depth = sizeOf(products);
  const { whole, wide } = panelsOf(columns);
  if (whole === 0) return;
  writeCopy(frame, {
    extents: [depth, whole, wide],
    to,
    shared: true,
    outer: [],
    at: (elements, { indices }, [product, panel, own]) => {
      const column = indices.combine([
        [panel!, wide],
        [own!, 1],
      ]);
      return {
        element: elements.at(y, indexOf(indices.unravel(product!, products), column, [])),
        position: indices.combine([
          [panel!, depth * wide],
          [product!, wide],
          [own!, 1],
        ]),
      };
    },
  });
}
