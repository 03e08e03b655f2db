using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Text;

/// <summary>Every text exists in both languages, can be formatted, and every key that the sources ask for exists.</summary>
public sealed partial class ResourceTests
{
    private static IEnumerable<string> ChineseFiles =>
        Repository.Files.Where(f => f.StartsWith("ChannelPortal/", StringComparison.Ordinal) && f.EndsWith(".resx", StringComparison.Ordinal) && !f.EndsWith(".en.resx", StringComparison.Ordinal));

    [Fact]
    public void Keys_AreTheSame_InBothLanguages()
    {
        Assert.NotEmpty(ChineseFiles);
        foreach (var file in ChineseFiles)
        {
            Assert.Equal(
                Texts(file).Keys.Order(StringComparer.Ordinal),
                Texts(English(file)).Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Keys_FollowTheRule_AndTextsAreNotEmpty()
    {
        Assert.DoesNotMatch(Key(), "save name");
        Assert.DoesNotMatch(Key(), "保存");
        Assert.Empty(AllTexts().Where(t => !Key().IsMatch(t.Key)).Select(t => t.File + ": " + t.Key));
        Assert.Empty(AllTexts().Where(t => string.IsNullOrWhiteSpace(t.Text)).Select(t => t.File + ": " + t.Key));
    }

    [Fact]
    public void Texts_HaveTheSamePlaceholders_AndFormat()
    {
        Assert.Equal([0, 2], Placeholders("{0} of {2:N0}"));
        Assert.Throws<FormatException>(() => Formatted("{name}"));
        foreach (var file in ChineseFiles)
        {
            var english = Texts(English(file));
            foreach (var (key, text) in Texts(file).Where(t => t.Value.Contains('{', StringComparison.Ordinal) || english.GetValueOrDefault(t.Key)?.Contains('{', StringComparison.Ordinal) == true))
            {
                Assert.True(english.TryGetValue(key, out var other), $"{file}: {key} is missing in English.");
                Assert.True(Placeholders(text).SequenceEqual(Placeholders(other)), $"{file}: {key} has other placeholders in English.");
                _ = Formatted(text);
                _ = Formatted(other);
            }
        }
    }

    [Fact]
    public void EnglishTexts_HaveNoChinese_AndNeitherShouts()
    {
        Assert.Empty(AllTexts().Where(t => t.File.EndsWith(".en.resx", StringComparison.Ordinal) && Chinese().IsMatch(t.Text)).Select(t => t.File + ": " + t.Key));
        Assert.Empty(AllTexts().Where(t => t.Text.Contains('!', StringComparison.Ordinal) || t.Text.Contains('！', StringComparison.Ordinal)).Select(t => t.File + ": " + t.Key));
    }

    [Fact]
    public void MarkerConstants_AreKeys()
    {
        foreach (var file in ChineseFiles)
        {
            var type = typeof(PlatformText).Assembly.GetType(file[..^".resx".Length].Replace('/', '.'));
            Assert.True(type is not null, $"{file} has no marker class of its name.");
            foreach (var constant in type.GetFields().Where(f => f.IsLiteral && f.FieldType == typeof(string)))
            {
                Assert.True(Texts(file).ContainsKey((string)constant.GetRawConstantValue()!), $"{type.Name}.{constant.Name} names no text.");
            }
        }
    }

    [Fact]
    public void KeysInTheSources_Exist()
    {
        Assert.Equal(["Save"], Uses("""<b>@Text["Save"]</b>""", "Text"));
        var files = Repository.Files.Where(f => f.StartsWith("ChannelPortal/", StringComparison.Ordinal) && Path.GetExtension(f) is ".razor" or ".cs").ToList();
        var texts = ChineseFiles.ToDictionary(f => Path.GetFileNameWithoutExtension(f), Texts, StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var group in files.GroupBy(f => f.Replace(".razor.cs", ".razor", StringComparison.Ordinal), StringComparer.Ordinal))
        {
            var source = string.Join('\n', group.Select(Repository.Read));
            foreach (Match injected in Injected().Matches(source))
            {
                var type = injected.Groups["type"].Value.Split('.')[^1];
                if (texts.TryGetValue(type, out var known))
                {
                    missing.AddRange(Uses(source, injected.Groups["name"].Value).Where(k => !known.ContainsKey(k)).Select(k => $"{group.Key}: {type} has no '{k}'"));
                }
            }
        }

        Assert.Empty(missing);
    }

    /// <summary>Printed documents name their keys in calls; a missing one fails the report of whoever meets it first.</summary>
    [Fact]
    public void KeysOfPrintedDocuments_Exist()
    {
        Assert.Equal(["A", "B"], PrintedKeys("""DiagnosticsText.Both(few ? "A" : "B", name)"""));
        var known = Texts("ChannelPortal/Features/Diagnostics/DiagnosticsText.resx");
        var used = Repository.Files.Where(f => f.StartsWith("ChannelPortal/Features/Diagnostics/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => PrintedKeys(Repository.Read(f))).ToList();

        Assert.NotEmpty(used);
        Assert.Empty(used.Where(k => !known.ContainsKey(k)));
    }

    private static IEnumerable<string> PrintedKeys(string source) =>
        PrintedCall().Matches(source).SelectMany(m => Literal().Matches(m.Value).Where(l => !l.Groups["built"].Success)).Select(l => l.Groups["key"].Value);

    // A key followed by + or ? is built at run time and is not seen here.
    private static IEnumerable<string> Uses(string source, string name) =>
        Regex.Matches(source, $@"(?<![\w.]){Regex.Escape(name)}\[""(?<key>[^""{{]+)""(?=[\],])", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Select(m => m.Groups["key"].Value).Distinct(StringComparer.Ordinal);

    private static string English(string file) => file.Replace(".resx", ".en.resx", StringComparison.Ordinal);

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Parse(Repository.Read(file)).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<(string File, string Key, string Text)> AllTexts() =>
        ChineseFiles.SelectMany(f => new[] { f, English(f) }).SelectMany(f => Texts(f).Select(t => (f, t.Key, t.Value)));

    private static int[] Placeholders(string text) =>
        [.. Placeholder().Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order()];

    private static string Formatted(string text) => string.Format(CultureInfo.InvariantCulture, text, [.. Enumerable.Range(1, 10).Cast<object>()]);

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9-]+)*$")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"DiagnosticsText\.Both\([^,)]*")]
    private static partial Regex PrintedCall();

    [GeneratedRegex("""(?<built>\$)?"(?<key>[^"]+)"(?<built>\s*\+)?""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"IStringLocalizer<(?<type>[\w.]+)>\s+(?<name>\w+)")]
    private static partial Regex Injected();
}
