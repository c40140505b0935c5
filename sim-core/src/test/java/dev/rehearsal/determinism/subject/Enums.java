package dev.rehearsal.determinism.subject;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What looks like a leak and is none. */
public final class Enums {

    private static final int[] WEIGHTS = {1, 2, 3};
    private static final List<String> NAMES = List.of("a", "b");
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final long[] POWERS = new long[8];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 3 * POWERS[i - 1];
        }
    }

    enum Light {
        RED {
            @Override
            Light next() {
                return GREEN;
            }
        },
        GREEN {
            @Override
            Light next() {
                return RED;
            }
        };

        abstract Light next();
    }

    private Enums() {}

    static int switching(Light light, DayOfWeek day) {
        assert WEIGHTS.length == 3;
        int sum =
                switch (light) {
                    case RED -> 1;
                    case GREEN -> Light.values().length;
                };
        switch (day) {
            case MONDAY -> sum += WEIGHTS[1];
            case SUNDAY -> sum += (int) POWERS[2];
            default -> sum += NAMES.size();
        }
        return sum + light.next().ordinal() + (WEEKEND.contains(day) ? 1 : 0);
    }

    static String text(String word, Light light, Object anything, char[] letters) {
        return switch (word) {
            case "light" -> "it is " + light + " or " + anything + Objects.hash(word, 3);
            case "letters" -> String.valueOf(letters) + light.name().hashCode();
            default -> word.repeat(2);
        };
    }

    static String tables(List<String> words) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String word : words) {
            lengths.merge(word, word.length(), Integer::sum);
        }
        StringBuilder text = new StringBuilder();
        lengths.forEach((word, length) -> text.append(word).append(length));
        Set<Integer> distinct = new HashSet<>(lengths.values());
        text.append(distinct);
        Set<DayOfWeek> days = new HashSet<>(Arrays.asList(DayOfWeek.values()));
        text.append(days.contains(DayOfWeek.MONDAY)).append(new TreeSet<>(days));
        Map<DayOfWeek, Long> counts =
                days.stream().collect(Collectors.groupingBy(day -> day, Collectors.counting()));
        text.append(new TreeMap<>(counts)).append(counts.get(DayOfWeek.MONDAY));
        text.append(days.stream().mapToInt(DayOfWeek::getValue).sum());
        Set<DayOfWeek> sorted = days.stream().collect(Collectors.toCollection(TreeSet::new));
        text.append(sorted);
        return text.append(Set.of("one")).toString();
    }
}
