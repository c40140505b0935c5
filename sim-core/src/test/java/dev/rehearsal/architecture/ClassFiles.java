package dev.rehearsal.architecture;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compiled classes, and what they name. */
record ClassFiles(Vector<ClassModel> classes) {

    private static final Pattern OURS = Pattern.compile("dev/rehearsal/(?:[a-z]+/)*[A-Z][\\w$]*");

    /** All classes below a folder. */
    static ClassFiles in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ClassFiles(
                    Vector.ofAll(
                                    files.filter(file -> file.toString().endsWith(".class"))
                                            .sorted()
                                            .toList())
                            .map(ClassFiles::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel read(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(ClassModel type) {
        return type.thisClass().asInternalName();
    }

    static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/')).replace('/', '.');
    }

    /** The classes of these packages and of those below. */
    ClassFiles of(String... packages) {
        return new ClassFiles(
                classes.filter(type ->
                        Vector.of(packages)
                                .exists(prefix ->
                                        (packageOf(name(type)) + ".").startsWith(prefix + "."))));
    }

    /** Our own classes that a class names, in its code or in a signature. */
    static TreeSet<String> ours(ClassModel type) {
        TreeSet<String> names = TreeSet.empty();
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                var matcher = OURS.matcher(text.stringValue());
                while (matcher.find()) {
                    names = names.add(matcher.group());
                }
            }
        }
        return names;
    }

    /** The classes, and the members as {@code owner.name}, that a class names in its code. */
    static TreeSet<String> mentions(ClassModel type) {
        TreeSet<String> names = TreeSet.empty();
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry named) {
                names = names.add(named.asInternalName());
            }
            if (entry instanceof MemberRefEntry member) {
                names =
                        names.add(
                                member.owner().asInternalName()
                                        + "."
                                        + member.name().stringValue());
            }
        }
        return names;
    }

    /** From each package to those that its classes name. */
    SortedMap<String, TreeSet<String>> arrows() {
        SortedMap<String, TreeSet<String>> arrows = TreeMap.empty();
        TreeSet<String> inside = TreeSet.ofAll(classes.map(type -> packageOf(name(type))));
        for (ClassModel type : classes) {
            String from = packageOf(name(type));
            TreeSet<String> to =
                    ours(type).map(ClassFiles::packageOf).filter(inside::contains).remove(from);
            arrows = arrows.put(from, arrows.getOrElse(from, TreeSet.empty()).addAll(to));
        }
        return arrows;
    }

    /** A shortest way from a package back to itself, for each that is on a cycle. */
    Vector<String> cycles() {
        SortedMap<String, TreeSet<String>> arrows = arrows();
        return arrows.keySet().toVector().flatMap(start -> cycle(start, arrows)).distinct();
    }

    private static Vector<String> cycle(String start, SortedMap<String, TreeSet<String>> arrows) {
        Vector<Vector<String>> paths = Vector.of(Vector.of(start));
        TreeSet<String> seen = TreeSet.empty();
        while (!paths.isEmpty()) {
            Vector<Vector<String>> longer = Vector.empty();
            for (Vector<String> path : paths) {
                for (String next : arrows.getOrElse(path.last(), TreeSet.empty())) {
                    if (next.equals(start)) {
                        return Vector.of(path.append(next).mkString(" -> "));
                    }
                    if (!seen.contains(next)) {
                        seen = seen.add(next);
                        longer = longer.append(path.append(next));
                    }
                }
            }
            paths = longer;
        }
        return Vector.empty();
    }
}
