// What the desk takes of ProseMirror; bundled by ./again into prosemirror.js.
export * as model from "prosemirror-model";
export * as state from "prosemirror-state";
export * as view from "prosemirror-view";
export * as transform from "prosemirror-transform";
export * as commands from "prosemirror-commands";
export * as keymap from "prosemirror-keymap";
export * as history from "prosemirror-history";
export * as inputrules from "prosemirror-inputrules";
export * as gapcursor from "prosemirror-gapcursor";
export * as dropcursor from "prosemirror-dropcursor";
export * as tables from "prosemirror-tables";
