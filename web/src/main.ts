import { mount } from "svelte";
import App from "./App.svelte";
import "./design/tokens.css";
import "./design/base.css";
import { wear } from "./lib/looks.ts";

wear();
mount(App, { target: document.getElementById("page")! });
