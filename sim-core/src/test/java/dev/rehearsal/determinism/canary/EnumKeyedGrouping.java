package dev.rehearsal.determinism.canary;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Groups keyed by an enum, through a collector. */
final class EnumKeyedGrouping {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            return DayOfWeek.MONDAY.plus(number).toString()
                    + Arrays.stream(DayOfWeek.values())
                            .collect(Collectors.groupingBy(day -> day.plus(1)))
                            .toString(); // leak
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return Arrays.stream(DayOfWeek.values())
                    .collect(Collectors.groupingBy(DayOfWeek::getValue))
                    .toString();
        }
    }

    private EnumKeyedGrouping() {}
}
