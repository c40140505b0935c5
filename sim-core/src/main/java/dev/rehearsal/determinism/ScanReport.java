package dev.rehearsal.determinism;

import io.vavr.collection.Vector;

/**
 * What a {@link Scan} found.
 *
 * <p>Order: everything is sorted; the same classes give the same report.
 *
 * @param calls what is forbidden and not allowed
 * @param allowed what is forbidden and was allowed, with the reason
 * @param unread classes that were reached and whose bytecode was not found: what they call is not
 *     known
 * @param classes how many classes were read
 * @param methods how many methods were reached
 */
public record ScanReport(
        Vector<ForbiddenCall> calls,
        Vector<Allowed> allowed,
        Vector<String> unread,
        int classes,
        int methods) {

    /** A forbidden call with the reason why it is allowed. */
    public record Allowed(ForbiddenCall call, String because) {}

    /** Whether nothing is forbidden but what was allowed. */
    public boolean clean() {
        return calls.isEmpty();
    }

    /** Both together. */
    ScanReport and(ScanReport other) {
        return new ScanReport(
                calls.appendAll(other.calls).distinct().sorted(),
                allowed.appendAll(other.allowed)
                        .distinct()
                        .sortBy(ForbiddenCall::compareTo, Allowed::call),
                unread.appendAll(other.unread).distinct().sorted(),
                classes + other.classes,
                methods + other.methods);
    }

    /** The forbidden calls, then the allowed ones, then the classes that could not be read. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        calls.forEach(text::append);
        allowed.forEach(a ->
                text.append("allowed: ")
                        .append(a.call().what())
                        .append(" in ")
                        .append(a.call().className())
                        .append(".")
                        .append(a.call().method())
                        .append(" line ")
                        .append(a.call().line())
                        .append(", because ")
                        .append(a.because())
                        .append("\n"));
        unread.forEach(name -> text.append("not read: ").append(name).append("\n"));
        return text.append(calls.size())
                .append(" forbidden, ")
                .append(allowed.size())
                .append(" allowed, in ")
                .append(methods)
                .append(" methods of ")
                .append(classes)
                .append(" classes\n")
                .toString();
    }
}
