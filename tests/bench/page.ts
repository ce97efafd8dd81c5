import '@tensorflow/tfjs-backend-webgl';
import { int8Dense } from './int8-dense';
import { kernels } from './kernels';
import { ledger } from './ledger';
import type { Row, Suite } from './suite';
import { thresholds } from './thresholds';
import { training } from './training';
import { wholeRun } from './whole-run';

/** Everything that `npm run bench` measures, in its order. */
const SUITES: readonly Suite[] = [kernels, int8Dense, thresholds, ledger, training, wholeRun];

declare global {
  interface Window {
    /** Provided by run.ts: takes each row as it is measured. */
    report(suite: string, row: Row): Promise<void>;
    /** Called by run.ts. */
    runSuites(): Promise<void>;
    /** What draws WebGL here. */
    renderer(): string;
  }
}

window.runSuites = async () => {
  for (const { name, rows } of SUITES) {
    for await (const row of rows()) await window.report(name, row);
  }
};

window.renderer = () => {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && info ? (gl.getParameter(info.UNMASKED_RENDERER_WEBGL) as string) : 'no WebGL 2';
};
