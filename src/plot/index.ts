/** Figures as SVG: `hornet/plot`. */
export { barChart, type BarChartOptions } from "./barChart.ts";
export { Figure, type FigureOptions } from "./figure.ts";
export { imageGrid, type ImageGridOptions } from "./imageGrid.ts";
export { lineChart, type LineChartOptions, type PointMark, type Series } from "./lineChart.ts";
export { type HistoryLike, plotHistory, type PlotHistoryOptions } from "./plotHistory.ts";
