using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Text;

/// <summary>Figures on the server and in the browser's script read the same: one file of vectors for both.</summary>
public sealed class NumberFormatTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static string VectorFile => Path.Combine(Repository.Root, "ChannelPortal.Tests", "Platform", "Text", "format-vectors.json");

    public static TheoryData<string, string, string, string> Vectors()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var vector in JsonSerializer.Deserialize<List<Vector>>(File.ReadAllText(VectorFile), s_json)!)
        {
            data.Add(vector.Format, vector.Value, vector.Zh, vector.En);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Format_OnTheServer_IsTheVector(string format, string value, string chinese, string english)
    {
        Assert.Equal(chinese, Format(format, value, CultureInfo.GetCultureInfo("zh-CN")));
        Assert.Equal(english, Format(format, value, CultureInfo.GetCultureInfo("en")));
    }

    [Fact]
    public void Format_InTheScript_IsTheSameForEveryVector()
    {
        const string program =
            """
            import { readFileSync } from 'node:fs';
            const { fmt } = await import(process.argv[1]);
            const wrong = [];
            for (const v of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
              for (const culture of ['zh', 'en']) {
                const text = fmt[v.format](v.value, { culture, currency: 'CNY', zone: 'Asia/Shanghai' });
                if (text !== v[culture]) wrong.push(`${v.format} ${v.value} ${culture}: ${text} instead of ${v[culture]}`);
              }
            }
            console.log(wrong.join('\n') || 'equal');
            """;
        var script = Path.Combine(Repository.Root, "ChannelPortal", "wwwroot", "js", "format.js");
        var copy = Path.Combine(Directory.CreateTempSubdirectory("channelportal-format-").FullName, "format.mjs");
        File.Copy(script, copy);
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", program, copy, VectorFile]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = node.StandardOutput.ReadToEnd();
        var error = node.StandardError.ReadToEnd();
        node.WaitForExit();
        Assert.True(output.Trim() == "equal", output + error);
    }

    [Fact]
    public void Format_WithoutValue_IsADash() => Assert.Equal("—", NamedFormats.Format(NamedFormats.Money, null));

    [Fact]
    public void Format_OfUnknownName_Throws() => Assert.Throws<ArgumentException>(() => NamedFormats.Format("percent", 1));

    [Theory]
    [InlineData(9_999, "")]
    [InlineData(10_000, "万")]
    [InlineData(99_999_999, "万")]
    [InlineData(100_000_000, "亿")]
    public void AxisUnit_IsOneForTheWholeAxis(int largest, string unit) =>
        Assert.Equal(unit, NumberFormat.AxisUnit(largest, CultureInfo.GetCultureInfo("zh-CN")).Suffix);

    [Fact]
    public void Money_OfOtherCurrency_ShowsItsSign()
    {
        Assert.Equal("$12.00", NumberFormat.Money(new Money(1200, "USD")));
        Assert.Equal("CHF 12.00", NumberFormat.Money(12, "CHF"));
    }

    private static string Format(string format, string value, CultureInfo culture) => format switch
    {
        "date" => NumberFormat.Date(DateOnly.Parse(value, CultureInfo.InvariantCulture), culture),
        "time" => NumberFormat.Time(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture), s_zone),
        "datetime" => NumberFormat.DateTime(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture), s_zone, culture),
        _ => NamedFormats.Format(format, decimal.Parse(value, CultureInfo.InvariantCulture), "CNY", culture),
    };

    private sealed record Vector(string Format, string Value, string Zh, string En);
}
