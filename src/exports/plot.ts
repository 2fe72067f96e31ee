/** Figures as SVG: `hornet/plot`. */
export { barChart, type BarChartOptions } from "../plot/barChart.ts";
export { Figure, type FigureOptions } from "../plot/figure.ts";
export { imageGrid, type ImageGridOptions } from "../plot/imageGrid.ts";
export {
  lineChart,
  type LineChartOptions,
  type PointMark,
  type Series,
} from "../plot/lineChart.ts";
export { type HistoryLike, plotHistory, type PlotHistoryOptions } from "../plot/plotHistory.ts";
