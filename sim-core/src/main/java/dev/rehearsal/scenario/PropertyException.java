package dev.rehearsal.scenario;

/** A property threw: a mistake in the scenario, and no outcome of a run. */
public final class PropertyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * The mistake.
     *
     * @param property its name
     */
    public PropertyException(String property, Throwable thrown) {
        super(
                "a property must not throw: property="
                        + property
                        + " threw="
                        + thrown
                        + place(thrown),
                thrown);
    }

    private static String place(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        for (StackTraceElement frame : frames) {
            if (frame.getFileName() != null && !frame.getClassName().startsWith("java.")) {
                return " at=" + frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }
}
