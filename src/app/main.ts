import { mount } from 'svelte';
import App from './App.svelte';
import { showTheme } from './theme.svelte';

showTheme();
mount(App, { target: document.getElementById('app')! });
