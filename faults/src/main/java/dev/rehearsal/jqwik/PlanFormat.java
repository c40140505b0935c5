package dev.rehearsal.jqwik;

import net.jqwik.api.SampleReportingFormat;

/**
 * Shows a plan in one line of jqwik's sample. jqwik loads it; authors of tests have no use for it.
 */
public final class PlanFormat implements SampleReportingFormat {

    /** For jqwik. */
    public PlanFormat() {}

    @Override
    public boolean appliesTo(Object value) {
        return value instanceof Plan;
    }

    @Override
    public Object report(Object value) {
        return SampleReportingFormat.plainLabel(value.toString());
    }
}
