import type { ChoiceItem, ExplainItem, Item } from '../content/item';

/**
 * The items as a text file for Anki 2.1.54 and later, a note each, with the headers of its manual
 * (“Importing”, “Text files”, “File headers”): the question with its options on the front, the key
 * with all that is said of it on the back. Where a deck or a note type of that name is missing, Anki
 * asks. Imported again, a note with the same front is brought up to date.
 */
export function formatAnki(items: readonly Item[]): string {
  const headers = [
    // First, since the names of the columns are separated by it.
    '#separator:tab',
    '#html:false',
    '#notetype:Basic',
    '#deck:Whittle',
    '#columns:Front\tBack\tTags',
    '#tags column:3',
  ];
  const notes = items.map((item) => {
    const fields = [front(item), back(item), `whittle ${item.level}`];
    return fields.map(quoted).join('\t');
  });
  return [...headers, ...notes, ''].join('\n');
}

/** A field in quotation marks, so that it may have tabs, new lines and a # at its start. */
function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

function front(item: Item): string {
  if (item.kind === 'explain') return item.question;
  const options = item.options.map(({ text }, index) => `${letter(index)}) ${text}`);
  return paragraphs(item.question, options.join('\n'));
}

function back(item: Item): string {
  const body = item.kind === 'explain' ? explained(item) : answered(item);
  return paragraphs(...body, ...(item.source ? [`Source: ${item.source}.`] : []));
}

function answered({ options, explanation }: ChoiceItem): string[] {
  const key = options.findIndex(({ correct }) => correct);
  const feedback = options.map(({ feedback }, index) => `${letter(index)}) ${feedback}`);
  return [`${letter(key)}) ${options[key]?.text}`, feedback.join('\n'), explanation];
}

function explained({ modelAnswer, checklist, pitfalls }: ExplainItem): string[] {
  return [
    modelAnswer,
    checklist.map((concept) => `– ${concept}`).join('\n'),
    pitfalls.map(({ text, feedback }) => `Not so: “${text}” ${feedback}`).join('\n'),
  ];
}

function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

function paragraphs(...texts: string[]): string {
  return texts.join('\n\n');
}
