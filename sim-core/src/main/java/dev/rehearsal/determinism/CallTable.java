package dev.rehearsal.determinism;

import org.jspecify.annotations.Nullable;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the row of a call or field in the table.
 *
 * <p>A row for a method of a class holds for calls through its subclasses too.
 */
final class CallTable {

    private static final String ANY = "..";

    private static final CallTable TABLE = new CallTable();

    private record Row(String owner, String name, @Nullable String parameters, Forbidden row) {

        static Row of(Forbidden forbidden) {
            String what = forbidden.what();
            int open = what.indexOf('(');
            String member = open < 0 ? what : what.substring(0, open);
            int dot = member.lastIndexOf('.');
            String name = member.substring(dot + 1);
            return new Row(
                    member.substring(0, dot).replace('.', '/'),
                    name.equals("new") ? "<init>" : name,
                    open < 0 ? null : what.substring(open + 1, what.length() - 1),
                    forbidden);
        }

        boolean accepts(String called, MethodTypeDesc type) {
            return name.equals("*")
                    || (name.equals(called)
                                    || name.startsWith("*") && called.endsWith(name.substring(1)))
                            && parameters != null
                            && (parameters.equals(ANY) || parameters.equals(text(type)));
        }

        String called(String name, MethodTypeDesc type) {
            return owner.replace('/', '.')
                    + "."
                    + (name.equals("<init>") ? "new" : name)
                    + "("
                    + text(type)
                    + ")";
        }

        private static String text(MethodTypeDesc type) {
            return type.parameterList().stream()
                    .map(ClassDesc::displayName)
                    .collect(Collectors.joining(","));
        }
    }

    /** A row that forbids a call, and the call in its words. */
    record Hit(Forbidden forbidden, String what) {}

    private final Map<String, List<Row>> byOwner = new HashMap<>();

    private CallTable() {
        ForbiddenTable.ALL
                .filter(forbidden -> !forbidden.isConstruct())
                .map(Row::of)
                .forEach(
                        row -> byOwner.computeIfAbsent(row.owner, _ -> new ArrayList<>()).add(row));
    }

    /** The row that forbids a call, or null. */
    static @Nullable Hit call(CodeBase code, String owner, String name, MethodTypeDesc type) {
        for (String each : code.supertypes(owner)) {
            for (Row row : TABLE.byOwner.getOrDefault(each, List.of())) {
                boolean inherited = !each.equals(owner) && name.equals("<init>");
                if (!inherited && row.accepts(name, type)) {
                    return new Hit(row.row, row.called(name, type));
                }
            }
        }
        return null;
    }

    /** The row that forbids a static field, or null. */
    static @Nullable Forbidden field(String owner, String name) {
        for (Row row : TABLE.byOwner.getOrDefault(owner, List.of())) {
            if (row.parameters == null && row.name.equals(name)) {
                return row.row;
            }
        }
        return null;
    }
}
