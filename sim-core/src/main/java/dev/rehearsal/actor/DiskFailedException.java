package dev.rehearsal.actor;

import org.jspecify.annotations.Nullable;

/** Thrown by an operation of a {@link Disk} that failed; says which, and on which file. */
public final class DiskFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient DiskFailed reason;

    /** A failure that was injected, and has no cause. */
    public DiskFailedException(DiskFailed reason) {
        this(reason, null);
    }

    /** A failure of a real disk. */
    public DiskFailedException(DiskFailed reason, @Nullable Throwable cause) {
        super(reason.toString(), cause, true, cause != null);
        this.reason = reason;
    }

    /** What failed. */
    public DiskFailed reason() {
        return reason;
    }
}
