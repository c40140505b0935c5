package dev.rehearsal.campaign;

import io.vavr.collection.Vector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands in the journals of several folders, as if it had been one campaign.
 *
 * @param ledger all of it, added up
 * @param entries those that say anything of their own: first what was run, then what became of it
 */
record Merge(Ledger ledger, Vector<Entry> entries) {

    static Merge of(Vector<Path> journals) {
        Ledger whole = new Ledger();
        List<Entry> kept = new ArrayList<>();
        List<Entry> later = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Path journal : journals) {
            Journal.read(
                    journal,
                    entry -> {
                        switch (entry) {
                            case Entry.Runs _, Entry.Stopped _ -> {
                                if (whole.add(entry)) {
                                    kept.add(entry);
                                }
                            }
                            case Entry.Session _ -> {
                                if (told.add(EntryText.of(entry))) {
                                    whole.add(entry);
                                    kept.add(entry);
                                }
                            }
                            case Entry.Shrunk _,
                                    Entry.Unshrunk _,
                                    Entry.Verified _,
                                    Entry.Canary _,
                                    Entry.Closed _ -> {
                                if (told.add(EntryText.of(entry))) {
                                    later.add(entry);
                                }
                            }
                        }
                    });
        }
        for (Entry entry : later) {
            if (whole.add(entry)) {
                kept.add(entry);
            }
        }
        return new Merge(whole, Vector.ofAll(kept));
    }
}
