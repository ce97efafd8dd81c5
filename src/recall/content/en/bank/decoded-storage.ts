import { denseRatio, given, timing } from '../../../proof/facts';
import type { Item } from '../../item';
import { quantized, timed } from '../../../proof/trials';

export const decodedStorage: Item = {
  id: 'decoded-storage',
  number: 3,
  level: 'intermediate',
  kind: 'card',
  concept: 'How quantization helps serving',
  question:
    'Weights are stored as int8 and decoded to float32 before any layer runs. ' +
    'What does that save when the network is served?',
  options: [
    {
      text: 'Bytes to store and download',
      correct: true,
      feedback:
        'One byte in place of four for each weight: on the disk, on the wire and in the cache.',
    },
    {
      text: 'Time to classify an image',
      correct: false,
      feedback:
        'Once decoded, the layers run the same float32 kernels on as many numbers as before. ' +
        'Time can fall only with kernels that read int8, or with smaller layers.',
    },
    {
      text: 'Memory while the layers run',
      correct: false,
      feedback:
        'A decoded weight takes four bytes of GPU memory again. ' +
        'That memory falls only when the kernels themselves read int8.',
    },
    {
      text: 'Multiplications in each layer',
      correct: false,
      feedback:
        'A code stands for a weight; it does not remove one. ' +
        'MACs fall only when layers become smaller.',
    },
  ],
  explanation:
    'Storage and arithmetic are two matters. int8 storage makes the file about a quarter. ' +
    'Latency, GPU memory and MACs follow the kernels: as long as these compute in float32, ' +
    'they see the same shapes and the same number of bytes.',
  experiment: timed(
    { label: 'float32 against itself', steps: [] },
    { label: 'int8 storage', steps: [quantized(8, 'channel')] },
  ),
  evidence: ['denseBytes', 'timeOfImage', 'timeOfBatch'],
  claim:
    'int8 storage takes about a quarter of the dense bytes, and its time cannot be told from ' +
    'that of float32.',
  otherwise:
    'Timing is noisy: another tab, a battery saver or a warming chip can slow down one side, and ' +
    'now and then a difference appears by chance. The first row, a network timed against itself, ' +
    'shows how much. Run it again.',
  holds: given((_control, int8) => {
    const times = [timing(int8, 'image'), timing(int8, 'batch')];
    return denseRatio(int8) > 3.8 && times.every((time) => time && !time.measurable);
  }),
};
