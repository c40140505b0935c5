package dev.rehearsal.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page, held against what the commands print and what the sources say.
 *
 * <p>Checked are its fenced blocks, by their tag:
 *
 * <ul>
 *   <li>{@code console}: a line {@code $ ./rehearse …} is run, and the lines after it are what it
 *       prints on standard output. A line that ends with a backslash goes on in the next one. The
 *       commands of a page run in order, in a folder of their own in which the project's folders
 *       are at hand, so that a later one finds the failure file of an earlier one.
 *   <li>whatever follows a line {@code <!-- region: FILE#NAME -->}: the lines of a file between
 *       {@code // @start region=NAME} and {@code // @end}, moved to the left margin; without {@code
 *       #NAME} the whole file. A block tagged {@code java} must have such a line.
 * </ul>
 *
 * <p>Left out: a line {@code …} stands for any number of lines, and {@code …} within a line for any
 * text. A number before the word CPU, with or without its unit, is never compared.
 *
 * <p>Refreshed, a block without such lines becomes what was found; one with them keeps them where
 * they are and takes as many lines around them as it had.
 *
 * <p>Links to files of the project must lead somewhere.
 */
final class Page {

    /** Runs the words of a command and gives what it prints. */
    @FunctionalInterface
    interface Commands {
        Calls.Result run(String... words);
    }

    private static final String LAUNCHER = "$ ./rehearse ";
    private static final String LEFT_OUT = "…";
    private static final Pattern FENCE = Pattern.compile("( *)```(\\S*)\\s*");
    private static final Pattern REGION = Pattern.compile("\\s*<!-- region: (\\S+) -->\\s*");
    private static final Pattern MARKER = Pattern.compile("\\s*// @(start region=.*|end)\\s*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern PROCESSOR =
            Pattern.compile("\\d[\\d.,]*(?=(?: ?m?s)?(?: of)? CPU\\b)");

    private final Path root;
    private final Path file;
    private final List<String> lines;
    private final List<String> wrong = new ArrayList<>();

    /**
     * A page.
     *
     * @param root of the project; regions are named from there
     * @param file of the page
     */
    Page(Path root, Path file) throws IOException {
        this.root = root;
        this.file = file;
        this.lines = Files.readAllLines(file);
    }

    /** The pages of a project: of its root, its documents, and beside its sources. */
    static List<Path> all(Path root) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
        }
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
        }
        for (String module : List.of("sim-core", "supervisor", "faults", "scenarios")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.endsWith("README.md")).forEach(all::add);
            }
        }
        all.sort(null);
        return all;
    }

    /** What is wrong with the page, each with its line. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The page as it should be, as far as it can be said; {@link #wrong} knows the rest. */
    String checked(Commands commands) {
        List<String> checked = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            Matcher fence = FENCE.matcher(line);
            checked.add(line);
            at++;
            if (!fence.matches()) {
                checkLinks(line, at);
                continue;
            }
            int end = at;
            while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                end++;
            }
            String margin = fence.group(1);
            List<String> block =
                    lines.subList(at, end).stream()
                            .map(one ->
                                    one.startsWith(margin) ? one.substring(margin.length()) : one)
                            .toList();
            for (String one : block(block, fence.group(2), region(at - 1), at + 1, commands)) {
                checked.add(one.isEmpty() ? one : margin + one);
            }
            at = end;
            if (end < lines.size()) {
                checked.add(lines.get(at++));
            }
        }
        return String.join("\n", checked) + "\n";
    }

    private void checkLinks(String line, int number) {
        Matcher link = LINK.matcher(line);
        while (link.find()) {
            String to = link.group(1);
            if (!to.matches("[a-z]+:.*") && !Files.exists(file.resolveSibling(to))) {
                wrong.add(place(number) + "a link leads nowhere: " + to);
            }
        }
    }

    /** The region that is named before a fence. */
    private @Nullable String region(int fence) {
        Matcher region = REGION.matcher(fence == 0 ? "" : lines.get(fence - 1));
        return region.matches() ? region.group(1) : null;
    }

    private List<String> block(
            List<String> block, String tag, @Nullable String region, int number, Commands run) {
        if (region != null) {
            return compared(block, region(region, number), number, "region " + region);
        }
        if (tag.equals("java")) {
            wrong.add(
                    place(number)
                            + "a block of java needs the line <!-- region: FILE#NAME --> before it;"
                            + " tag it text when it is no quotation");
        }
        return tag.equals("console") ? console(block, number, run) : block;
    }

    private String place(int number) {
        return root.relativize(file) + ":" + number + ": ";
    }

    // ------------------------------------------------------------------------------------- sources

    private List<String> region(String name, int number) {
        int hash = name.indexOf('#');
        Path source = root.resolve(hash < 0 ? name : name.substring(0, hash));
        if (!Files.exists(source)) {
            wrong.add(place(number) + "there is no file " + root.relativize(source));
            return List.of();
        }
        try {
            List<String> all = Files.readAllLines(source);
            List<String> found = hash < 0 ? all : region(all, name.substring(hash + 1));
            if (found.isEmpty()) {
                wrong.add(
                        place(number)
                                + "there is no region "
                                + name
                                + ": // @start region=NAME begins one, // @end ends it");
            }
            return found;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> region(List<String> source, String name) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        for (String line : source) {
            String mark = line.strip();
            if (depth == 0) {
                depth = mark.equals("// @start region=" + name) ? 1 : 0;
            } else if (mark.startsWith("// @start region=")) {
                depth++;
            } else if (mark.equals("// @end") && --depth == 0) {
                break;
            } else if (!MARKER.matcher(line).matches()) {
                found.add(line);
            }
        }
        return String.join("\n", found).stripTrailing().stripIndent().lines().toList();
    }

    // ------------------------------------------------------------------------------------ commands

    private List<String> console(List<String> block, int number, Commands commands) {
        if (block.isEmpty() || !block.getFirst().startsWith(LAUNCHER)) {
            wrong.add(
                    place(number)
                            + "a block of console begins with "
                            + LAUNCHER.strip()
                            + "; tag it text or shell when it does not");
            return block;
        }
        List<String> checked = new ArrayList<>();
        int at = 0;
        while (at < block.size()) {
            int first = at;
            StringBuilder call = new StringBuilder();
            boolean more = true;
            while (more && at < block.size()) {
                String line = block.get(at++);
                more = line.endsWith("\\");
                call.append(more ? line.substring(0, line.length() - 1) : line).append(' ');
                checked.add(line);
            }
            int output = at;
            while (at < block.size() && !block.get(at).startsWith(LAUNCHER)) {
                at++;
            }
            String words = call.substring(LAUNCHER.length()).strip();
            Calls.Result result = commands.run(words.split("\\s+"));
            checked.addAll(
                    compared(
                            block.subList(output, at),
                            result.out().lines().map(String::stripTrailing).toList(),
                            number + first,
                            "rehearse " + words + " (exit " + result.code() + ")"));
        }
        return checked;
    }

    // ---------------------------------------------------------------------------------- comparison

    private List<String> compared(List<String> block, List<String> found, int number, String what) {
        if (matches(block, found)) {
            return block;
        }
        wrong.add(
                place(number)
                        + what
                        + " is\n"
                        + String.join("\n", found)
                        + "\nand not\n"
                        + String.join("\n", block)
                        + "\n(approve it by -Dgolden=refresh)");
        return refreshed(block, found);
    }

    /** Whether a block says what was found, apart from what it leaves out. */
    static boolean matches(List<String> block, List<String> found) {
        if (block.isEmpty() || found.isEmpty()) {
            return block.stream().allMatch(Page::isLeftOut)
                    && (found.isEmpty() || !block.isEmpty());
        }
        List<String> rest = block.subList(1, block.size());
        if (isLeftOut(block.getFirst())) {
            return matches(rest, found) || matches(block, found.subList(1, found.size()));
        }
        return says(block.getFirst(), found.getFirst())
                && matches(rest, found.subList(1, found.size()));
    }

    private static boolean isLeftOut(String line) {
        return line.strip().equals(LEFT_OUT);
    }

    private static boolean says(String line, String found) {
        StringBuilder pattern = new StringBuilder();
        for (String part : comparable(line).split(LEFT_OUT, -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.matches(pattern.toString(), comparable(found));
    }

    private static String comparable(String line) {
        return PROCESSOR.matcher(line.stripTrailing()).replaceAll("0");
    }

    /** What was found, with the lines left out that the block leaves out. */
    private List<String> refreshed(List<String> block, List<String> found) {
        int first = leading(block);
        if (first == block.size()) {
            return found;
        }
        int last = leading(block.reversed());
        if (first + last > found.size() || block.stream().filter(Page::isLeftOut).count() > 1) {
            wrong.add("  and it leaves out what nobody can guess: mend that block by hand");
            return block;
        }
        List<String> refreshed = new ArrayList<>(found.subList(0, first));
        refreshed.add(block.get(first));
        refreshed.addAll(found.subList(found.size() - last, found.size()));
        return refreshed;
    }

    private static int leading(List<String> block) {
        int lines = 0;
        while (lines < block.size() && !isLeftOut(block.get(lines))) {
            lines++;
        }
        return lines;
    }
}
