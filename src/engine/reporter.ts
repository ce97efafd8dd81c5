import type { Hooks } from './examination';
import type { Response } from '../wire/protocol';
import type { Report } from '../core/report';

/**
 * Says a run's reports to the page, each of which is whole: the first as it is, of every further one only
 * the fields that are not the very same as before. The answers to all images are so said once.
 */
export function reporter(id: number, say: (response: Response) => void): Hooks['report'] {
  let before: Report | undefined;
  return (report, pictures) => {
    if (!before) say({ type: 'report', id, report });
    const further = before ? newIn(report, before) : {};
    if (before || pictures) say({ type: 'further', id, report: further, pictures });
    before = report;
  };
}

function newIn(report: Report, before: Report): Partial<Report> {
  const fields = Object.entries(report) as [keyof Report, unknown][];
  return Object.fromEntries(fields.filter(([name, value]) => value !== before[name]));
}
