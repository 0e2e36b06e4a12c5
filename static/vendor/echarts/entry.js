// What the charts need of Apache ECharts 6.1.0 and no more. Built with:
//   npm install echarts@6.1.0 esbuild
//   npx esbuild entry.js --bundle --minify --format=iife --global-name=echarts --outfile=echarts.min.js
export { graphic, init, getInstanceByDom, registerMap } from "echarts/core";
import { use } from "echarts/core";
import { BarChart, CustomChart, ScatterChart } from "echarts/charts";
import { DataZoomComponent, GeoComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, CustomChart, ScatterChart, DataZoomComponent, GeoComponent, GridComponent, LegendComponent, MarkLineComponent,
  TooltipComponent, LabelLayout, CanvasRenderer]);
