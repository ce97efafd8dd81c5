/** The last resort, fetched only where neither WebGL nor WebAssembly evaluates. */
import '@tensorflow/tfjs-backend-cpu';
