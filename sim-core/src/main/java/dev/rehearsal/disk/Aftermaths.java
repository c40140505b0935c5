package dev.rehearsal.disk;

import dev.rehearsal.draw.Draw;

import io.vavr.collection.Vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where aftermaths come from: drawn, or all of them. */
final class Aftermaths {

    private Aftermaths() {}

    static Aftermath drawn(DiskImage disk, Draw draw, CrashOdds odds) {
        Vector<Change> changes = disk.unsettled();
        if (draw.in("whole").chance(odds.wholeRate())) {
            return Aftermath.prefix(changes.size());
        }
        if (draw.in("ordered").chance(odds.prefixRate())) {
            return Aftermath.prefix(draw.in("prefix").below(changes.size() + 1));
        }
        Map<String, Integer> seen = new HashMap<>();
        Vector<Fate> fates = Vector.empty();
        for (Change change : changes) {
            String name =
                    switch (change) {
                        case Change.OfData data -> "bytes of " + disk.nameOf(data.inode());
                        case Change.OfNames named -> "name " + named.touched().last();
                    };
            Draw own = draw.in(name).in(seen.merge(name, 1, Integer::sum));
            fates = fates.append(drawn(change, own, odds));
        }
        return disk.effective(new Aftermath(fates));
    }

    private static Fate drawn(Change change, Draw draw, CrashOdds odds) {
        if (draw.in("keep").chance(odds.keepRate())) {
            return Fate.KEPT;
        }
        if (!(change instanceof Change.OfData data) || !draw.in("tear").chance(odds.tearRate())) {
            return Fate.LOST;
        }
        int at = draw.in("at").below(data.length() + 1);
        boolean sized = draw.in("sized").chance(0.5);
        return data instanceof Change.Size || draw.in("head").chance(0.5)
                ? new Fate.Torn(0, at, sized)
                : new Fate.Torn(at, data.length(), sized);
    }

    static Stream<Aftermath> all(DiskImage disk, Tearing tearing) {
        List<List<Fate>> choices =
                disk.unsettled().map(change -> fates(change, tearing)).toJavaList();
        return from(choices, 0, Vector.empty())
                .map(Aftermath::new)
                .filter(aftermath -> disk.effective(aftermath).equals(aftermath.trimmed()))
                .map(Aftermath::trimmed);
    }

    private static Stream<Vector<Fate>> from(
            List<List<Fate>> choices, int number, Vector<Fate> chosen) {
        return number == choices.size()
                ? Stream.of(chosen)
                : choices.get(number).stream()
                        .flatMap(fate -> from(choices, number + 1, chosen.append(fate)));
    }

    private static List<Fate> fates(Change change, Tearing tearing) {
        LinkedHashSet<Fate> fates = new LinkedHashSet<>();
        fates.add(Fate.LOST);
        if (change instanceof Change.OfData data) {
            int length = data.length();
            switch (tearing) {
                case NEVER -> {}
                case ENDS -> {
                    for (Fate.Torn torn :
                            List.of(
                                    new Fate.Torn(0, 0, true),
                                    new Fate.Torn(0, 1, false),
                                    new Fate.Torn(0, length / 2, false),
                                    new Fate.Torn(0, length / 2, true),
                                    new Fate.Torn(0, Math.max(0, length - 1), false),
                                    new Fate.Torn(length / 2, length, false))) {
                        fates.add(data.effective(torn));
                    }
                }
                case EVERYWHERE ->
                        IntStream.rangeClosed(0, length)
                                .forEach(at -> {
                                    fates.add(data.effective(new Fate.Torn(0, at, false)));
                                    fates.add(data.effective(new Fate.Torn(0, at, true)));
                                    fates.add(data.effective(new Fate.Torn(at, length, false)));
                                });
            }
        }
        fates.remove(Fate.KEPT);
        fates.add(Fate.KEPT);
        return new ArrayList<>(fates);
    }
}
