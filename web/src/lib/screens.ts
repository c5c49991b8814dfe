/** The screens, in the order of the navigation. */
export interface Screen {
  path: string;
  name: string;
  keys: string;
}

export const SCREENS: readonly Screen[] = [
  { path: "/", name: "Situation", keys: "g s" },
  { path: "/claims", name: "Claims", keys: "g c" },
  { path: "/compare", name: "Told differently", keys: "g d" },
  { path: "/queue", name: "Review", keys: "g q" },
  { path: "/control", name: "Control", keys: "g h" },
  { path: "/access", name: "Access", keys: "g a" },
  { path: "/talks", name: "Talks", keys: "g n" },
  { path: "/sitrep", name: "Sitrep", keys: "g w" },
  { path: "/sources", name: "Sources", keys: "g r" },
  { path: "/paste", name: "Paste", keys: "g p" },
];
