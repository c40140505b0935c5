package dev.rehearsal.jqwik;

/** A run was asserted to hold and does not. */
final class NotShownToHold extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient PlanResult result;

    NotShownToHold(PlanResult result) {
        super(Report.headline(result) + System.lineSeparator() + "  in " + Report.place(result));
        this.result = result;
    }

    PlanResult result() {
        return result;
    }
}
