package dev.rehearsal.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table names what exists, once, and the document says the same. */
class ForbiddenTest {

    private static final Path DOCUMENT = Path.of("../docs/determinism-calls.md");

    private static final CodeBase CODE =
            new CodeBase(ForbiddenTest.class.getClassLoader(), Vector.empty(), Vector.empty());

    static List<Forbidden> members() {
        return Forbidden.table()
                .filter(row -> !row.isConstruct())
                .filter(row -> !row.what().startsWith("org.apache."))
                .asJava();
    }

    @Test
    void table_hasNoRowTwice() {
        Vector<String> rows = Forbidden.table().map(Forbidden::what);

        assertEquals(rows.distinct(), rows);
        assertTrue(rows.size() >= 60);
    }

    @ParameterizedTest
    @MethodSource("members")
    void row_namesAMethodOrFieldThatExists(Forbidden row) {
        String member = row.what().replaceAll("\\(.*", "");
        String parameters =
                row.what().contains("(")
                        ? row.what().substring(row.what().indexOf('(') + 1, row.what().length() - 1)
                        : null;
        int dot = member.lastIndexOf('.');
        String owner = member.substring(0, dot).replace('.', '/');
        String name = member.substring(dot + 1).replaceAll("^new$", "<init>");
        if (name.equals("*")) {
            CODE.get(owner);
            return;
        }
        if (parameters == null) {
            assertTrue(CODE.get(owner).fields().containsKey(name), row::what);
            return;
        }
        Vector<String> found =
                Vector.ofAll(CODE.supertypes(owner))
                        .flatMap(type -> CODE.get(type).methods().values())
                        .filter(method ->
                                name.startsWith("*")
                                        ? method.methodName()
                                                .stringValue()
                                                .endsWith(name.substring(1))
                                        : method.methodName().equalsString(name))
                        .map(method ->
                                method.methodTypeSymbol().parameterList().stream()
                                        .map(ClassDesc::displayName)
                                        .collect(Collectors.joining(",")));
        assertTrue(
                parameters.equals("..") ? !found.isEmpty() : found.contains(parameters),
                () -> row.what() + " found=" + found);
    }

    @Test
    void document_saysWhatTheTableSays() throws IOException {
        StringBuilder text =
                new StringBuilder(
                        """
                        # What an actor must not call

                        `Scan` reads the bytecode of actors, clients and scenarios, and of everything they
                        reach in the author's own code, and names class, method and line of each of these. `new` is a
                        constructor, `*` every method, `(..)` every parameter list. `@LeakAllowed(because = "…")` on a
                        method or class allows what stands in it, with a reason. Generated from
                        `dev.rehearsal.determinism.Forbidden`; the package says what a scan cannot see.

                        Writing to `System.out` is allowed: nothing comes back from it. So is the order of a `HashMap`
                        with strings, numbers or records of them as keys: their hash is specified.
                        """);
        for (Leak leak : Leak.values()) {
            text.append("\n## ").append(leak.title()).append("\n");
            var groups =
                    Forbidden.table()
                            .filter(row -> row.leak() == leak)
                            .groupBy(row -> "Why: " + row.why() + ".\nInstead: " + row.instead());
            groups.forEach((why, rows) -> {
                text.append("\n").append(why).append(".\n\n");
                rows.forEach(row ->
                        text.append(row.isConstruct() ? "- " : "- `")
                                .append(row.what())
                                .append(row.isConstruct() ? "\n" : "`\n"));
            });
        }
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, text);
        }
        assertEquals(Files.readString(DOCUMENT), text.toString(), "approve it by -Dgolden=refresh");
    }
}
