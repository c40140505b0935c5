package dev.rehearsal.jqwik;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * Where a test is, as Maven is told of it.
 *
 * @param root the folder in which Maven is called: that of the topmost project that has this one
 *     among its modules, or its own
 * @param folder of the project with the test
 */
record MavenProject(Path root, Path folder) {

    private static final String POM = "pom.xml";

    /** The project whose tests this JVM runs; Maven calls them in its folder. */
    static MavenProject current() {
        return of(Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize());
    }

    /** The project in that folder. */
    static MavenProject of(Path folder) {
        Path root = folder;
        for (Option<Path> above = aggregator(root); above.isDefined(); above = aggregator(root)) {
            root = above.get();
        }
        return new MavenProject(root, folder);
    }

    /**
     * The command that runs one test, in the root. Only where other modules are built as well may
     * they have no test of that name: elsewhere a command that is called in the wrong folder and
     * runs nothing has to fail.
     */
    String test(String name) {
        String module = root.relativize(folder).toString().replace('\\', '/');
        return "mvn test"
                + (module.isEmpty() ? "" : " -pl " + quoted(module) + " -am")
                + (module.isEmpty() && modules(folder).isEmpty()
                        ? ""
                        : " -Dsurefire.failIfNoSpecifiedTests=false")
                + " -Dtest="
                + quoted(name);
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./#-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The nearest project above that has the one in the folder as a module. */
    private static Option<Path> aggregator(Path folder) {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (modules(above)
                    .exists(named -> named.equals(folder) || named.equals(folder.resolve(POM)))) {
                return Option.some(above);
            }
        }
        return Option.none();
    }

    /** Maven has read these files before; one that cannot be read says nothing of modules. */
    private static Vector<Path> modules(Path folder) {
        Path pom = folder.resolve(POM);
        if (!Files.isRegularFile(pom)) {
            return Vector.empty();
        }
        try {
            DocumentBuilder reader =
                    DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            reader.setErrorHandler(new DefaultHandler());
            NodeList modules = reader.parse(pom.toFile()).getElementsByTagName("module");
            return Vector.range(0, modules.getLength())
                    .map(i -> modules.item(i).getTextContent().strip())
                    .map(name -> folder.resolve(name).normalize());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            return Vector.empty();
        }
    }
}
