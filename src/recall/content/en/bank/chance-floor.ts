import type { Report } from '../../../../core/report';
import { given } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quick, TRAINED } from '../../../proof/trials';

export const chanceFloor: Item = {
  id: 'chance-floor',
  number: 9,
  level: 'beginner',
  kind: 'choice',
  concept: 'The floor of accuracy',
  question:
    'A classifier of ten classes, tested on equally many images of each, is pruned far too ' +
    'much. Near which accuracy does it end up?',
  options: [
    {
      text: 'Near 0%',
      correct: false,
      feedback:
        'To be wrong every time a network has to know the answers. One that knows nothing is ' +
        'still right now and then.',
    },
    {
      text: 'Near 10%',
      correct: true,
      feedback:
        'Whatever it answers, blindly or always the same, one image in ten happens to be of ' +
        'that class.',
    },
    {
      text: 'Near 50%',
      correct: false,
      feedback: 'Half is the floor with two classes. With ten balanced ones it is a tenth.',
    },
    {
      text: 'None: it stops',
      correct: false,
      feedback:
        'Zeros are ordinary numbers. The network still names a class for each image; the answer ' +
        'just hardly depends on the image.',
    },
  ],
  explanation:
    'When so few weights are left that hardly any signal gets through, the answer depends more ' +
    'on the biases than on the image. Whichever class is named, on balanced classes it is right ' +
    'about one time in ten. Judge an accuracy against this floor, not against zero.',
  experiment: quick(
    TRAINED,
    { label: '95% at random', steps: [pruned(0.95, 'global', 'random')] },
    { label: '99% at random', steps: [pruned(0.99, 'global', 'random')] },
  ),
  evidence: ['accuracy', 'classes'],
  claim: 'Pruned at random to 95% and to 99%, the network is right between 5% and 20% of the time.',
  otherwise:
    'A draw can spare a few useful paths, and then a little skill is left. ' +
    'The floor is where accuracy tends as these go too.',
  holds: given((_trained, most, nearlyAll) => nearFloor(most) && nearFloor(nearlyAll)),
};

function nearFloor({ accuracy }: Report): boolean {
  return accuracy.after.accuracy >= 0.05 && accuracy.after.accuracy <= 0.2;
}
