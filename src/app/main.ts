import { mount } from 'svelte';
import App from './App.svelte';
import { showTheme } from './theme.svelte';

showTheme();
const target = document.getElementById('app')!;
// Takes away the words for where no script runs.
target.replaceChildren();
mount(App, { target });
