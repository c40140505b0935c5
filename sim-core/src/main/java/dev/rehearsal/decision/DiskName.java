package dev.rehearsal.decision;

import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.value.Fingerprint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one operation on a disk, under which its fate is decided: {@code root / path :
 * operation file ~ n}, the n-th operation of that kind on that file by that actor for that root.
 *
 * <p>Example: {@code c1#3 / s1 : write log ~ 2}; an operation on the whole folder has no file,
 * {@code s1!2 / s1 : list ~ 1}.
 *
 * @param root the stimulus, as in {@link MessageName}
 * @param path of the actor
 * @param operation what is done
 * @param file empty for an operation on the whole folder
 * @param occurrence from 1
 */
public record DiskName(
        String root, String path, DiskFailed.Operation operation, String file, int occurrence) {

    private static final Pattern FORM =
            Pattern.compile("(?<root>[^ ]+[#!]\\d+) / (?<path>[^ →]+) : (?<what>.+) ~ (?<n>\\d+)");

    /**
     * Reads a name as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static DiskName parse(String text) {
        Matcher name = FORM.matcher(text);
        if (name.matches()) {
            for (DiskFailed.Operation operation : DiskFailed.Operation.values()) {
                String what = name.group("what");
                String file =
                        what.equals(operation.label())
                                ? ""
                                : what.startsWith(operation.label() + " ")
                                        ? what.substring(operation.label().length() + 1)
                                        : null;
                if (file != null && !file.startsWith("of the folder")) {
                    return new DiskName(
                            name.group("root"),
                            name.group("path"),
                            operation,
                            file,
                            Integer.parseInt(name.group("n")));
                }
            }
        }
        throw new IllegalArgumentException(
                "the name of a disk operation must have the form 'c1#3 / s1 : write log ~ 1': name="
                        + text);
    }

    /** The key under which the fate of the operation is looked up and drawn. */
    public long key() {
        return key(
                MessageName.rootKey(root), kind(Fingerprint.of(path), operation, file), occurrence);
    }

    /** The key from that of the root, what is counted, and the count. */
    public static long key(long rootKey, long kind, int occurrence) {
        return Fingerprint.fold(rootKey, kind + occurrence);
    }

    /** What is counted for each root: operations of one kind on one file by one actor. */
    public static long kind(long path, DiskFailed.Operation operation, String file) {
        return Fingerprint.mix(
                path * 7 + Fingerprint.mix(Fingerprint.of(file) * 11 + operation.ordinal()));
    }

    @Override
    public String toString() {
        return root
                + " / "
                + path
                + " : "
                + operation.label()
                + (file.isEmpty() ? "" : " " + file)
                + " ~ "
                + occurrence;
    }
}
