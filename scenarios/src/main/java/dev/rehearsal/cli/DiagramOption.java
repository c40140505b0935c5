package dev.rehearsal.cli;

import dev.rehearsal.diagram.Diagram;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** How a run is drawn. */
final class DiagramOption {

    @Option(
            names = "--diagram",
            paramLabel = "ascii|mermaid",
            order = 20,
            description = "Draw the sequence diagram, in ASCII when nothing follows.")
    private @Nullable String kind;

    /** Refuses a diagram where none can be printed, and one of an unknown kind. */
    void check(boolean json) {
        if (kind == null) {
            return;
        }
        if (!kind.equals("ascii") && !kind.equals("mermaid")) {
            throw new Refusal("--diagram must be ascii or mermaid: --diagram=" + kind);
        }
        if (json) {
            throw new Refusal(
                    "--json prints one object and no picture: leave --diagram out, or --json");
        }
    }

    boolean isGiven() {
        return kind != null;
    }

    String draw(Diagram diagram) {
        return "mermaid".equals(kind) ? diagram.mermaid() : diagram.ascii();
    }
}
