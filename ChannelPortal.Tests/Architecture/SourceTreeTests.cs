using System.Text.RegularExpressions;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Architecture;

/// <summary>What must not stand in the source tree. Each search is tried on a planted line first.</summary>
public sealed partial class SourceTreeTests
{
    /// <summary>Files that may turn a string into markup, each with its reason. It only ever shrinks.</summary>
    private static readonly Dictionary<string, string> s_markupAllowed = new(StringComparer.Ordinal)
    {
        ["ChannelPortal/Shell/App.razor"] = "The tokens of PortalTheme in the head: constants, and quotes in them must stay quotes.",
    };

    [Fact]
    public void Files_HoldNoSecrets()
    {
        Assert.Matches(Secrets(), "-----BEGIN RSA PRIVATE KEY-----");
        Assert.Matches(Secrets(), "key = cp_" + new string('a', 43));
        Assert.Matches(Secrets(), "Server=db;Password=Winter2026;");
        Assert.DoesNotMatch(Secrets(), "Host=localhost;Password={password};");
        var found = TextFiles().SelectMany(f => Lines(f).Where(l => Secrets().IsMatch(l.Text)).Select(l => $"{f}:{l.Number}"))
            .Where(f => !f.StartsWith("ChannelPortal.Tests/Architecture/SourceTreeTests.cs", StringComparison.Ordinal));
        Assert.Empty(found);
    }

    [Fact]
    public void PackageLocks_NameNoRegistry()
    {
        var locks = Repository.Files.Where(f => Path.GetFileName(f) == "package-lock.json").ToList();
        Assert.NotEmpty(locks);
        Assert.Empty(locks.Where(f => Repository.Read(f).Contains("\"resolved\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Packages_HaveExactVersions()
    {
        Assert.Matches(FloatingVersion(), """  "apexcharts": "^4.7.0",""");
        Assert.Empty(Repository.Files.Where(f => Path.GetFileName(f) == "package.json")
            .SelectMany(f => Lines(f).Where(l => FloatingVersion().IsMatch(l.Text)).Select(l => $"{f}:{l.Number}")));
    }

    [Fact]
    public void MarkupString_IsUsed_OnlyWhereAllowed()
    {
        var found = Repository.Files
            .Where(f => f.StartsWith("ChannelPortal/", StringComparison.Ordinal) && Path.GetExtension(f) is ".cs" or ".razor")
            .Where(f => Markup().IsMatch(Repository.Read(f)))
            .Order(StringComparer.Ordinal);
        Assert.Equal(s_markupAllowed.Keys.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void Todos_CarryAnIssueNumber()
    {
        Assert.Matches(BareTodo(), "// TODO tidy up");
        Assert.DoesNotMatch(BareTodo(), "// TODO #12 tidy up");
        Assert.Empty(TextFiles().Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js" && !f.StartsWith("ChannelPortal.Tests/Architecture/", StringComparison.Ordinal))
            .SelectMany(f => Lines(f).Where(l => BareTodo().IsMatch(l.Text)).Select(l => $"{f}:{l.Number}")));
    }

    private static IEnumerable<string> TextFiles() => Repository.Files.Where(f =>
        Path.GetExtension(f) is not (".png" or ".woff2" or ".ttf" or ".ico" or ".db" or ".pdf" or ".xlsx" or ".jpg")
        && new FileInfo(Path.Combine(Repository.Root, f)).Length < 2_000_000);

    private static IEnumerable<(int Number, string Text)> Lines(string file) => Repository.Read(file).Split('\n').Select((text, i) => (i + 1, text));

    [GeneratedRegex(@"BEGIN [A-Z ]*PRIVATE KEY|\bcp_[A-Za-z0-9_-]{43}\b|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|(?i:password|pwd)=[^;{}""'\s$<]{4,}[;""']")]
    private static partial Regex Secrets();

    [GeneratedRegex(@"""[\^~*><]")]
    private static partial Regex FloatingVersion();

    [GeneratedRegex(@"\bMarkupString\b|AddMarkupContent\(")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\bTODO\b(?!\s*\(?#\d)")]
    private static partial Regex BareTodo();
}
