package dev.rehearsal.disk;

/** A journal has lost records that were synced; says which, and where in the file. */
public final class JournalCorruptException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient Recovery.Damage damage;

    JournalCorruptException(Recovery.Damage damage) {
        super(damage.toString());
        this.damage = damage;
    }

    /** What is wrong. */
    public Recovery.Damage damage() {
        return damage;
    }
}
