using System.Text.Json;
using Bunit;
using ChannelPortal.Platform.Ui.Charts;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Ui;

/// <summary>The only door to ApexCharts: no markup gets in, the markup is rendered once, and the pinned library is the free one.</summary>
public sealed class LiveChartTests : UiContext
{
    private static ChartSpec Spec(string name) => new(ChartKind.Line, ["一月", "二月"], [new ChartSeries(name, [1, null])]) { Title = "进货" };

    [Fact]
    public void Create_NeutralisesEveryString()
    {
        const string attack = "<img src=x onerror=alert(1)>";
        var module = JSInterop.SetupModule("/js/charts.js");
        module.Mode = JSRuntimeMode.Loose;
        Render<LiveChart>(p => p.Add(c => c.Spec, new ChartSpec(ChartKind.Bar, [attack], [new ChartSeries(attack, [1])])
        {
            Unit = attack,
            Annotations = [new ChartAnnotation(attack, 1)],
        }));
        var json = JsonSerializer.Serialize(Assert.Single(module.Invocations["create"]).Arguments[1]);
        Assert.Equal(4, json.Split("\\u2039img").Length - 1);
        Assert.DoesNotContain("\\u003C", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
    }

    [Fact]
    public void ChangedSpec_GoesThroughTheScript_AndNotThroughTheMarkup()
    {
        var module = JSInterop.SetupModule("/js/charts.js");
        module.Mode = JSRuntimeMode.Loose;
        var chart = Render<LiveChart>(p => p.Add(c => c.Spec, Spec("实际")));
        var renders = chart.RenderCount;
        chart.Render(p => p.Add(c => c.Spec, Spec("计划")));
        Assert.Equal(renders, chart.RenderCount);
        Assert.Contains("\\u8BA1\\u5212", JsonSerializer.Serialize(Assert.Single(module.Invocations["update"]).Arguments[1]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void SameSpec_IsNotSentAgain()
    {
        var module = JSInterop.SetupModule("/js/charts.js");
        module.Mode = JSRuntimeMode.Loose;
        var spec = Spec("实际");
        var chart = Render<LiveChart>(p => p.Add(c => c.Spec, spec));
        chart.Render(p => p.Add(c => c.Spec, spec));
        Assert.Empty(module.Invocations["update"]);
    }

    [Fact]
    public void ApexChart_SeriesOfItems_BecomeOneNeutralisedSpec_AndAppendInAWindow()
    {
        var module = JSInterop.SetupModule("/js/charts.js");
        module.Mode = JSRuntimeMode.Loose;
        var chart = Render<ApexChart<(string Day, double Value)>>(p => p
            .Add(c => c.Format, ChartFormat.Decimal)
            .AddChildContent<ApexPointSeries<(string Day, double Value)>>(s => s.Add(x => x.Items, [("一", 1), ("<b>二", 2)]).Add(x => x.Name, "<i>实际")
                .Add(x => x.XValue, i => i.Day).Add(x => x.YValue, i => i.Value))
            .AddChildContent<ApexPointSeries<(string Day, double Value)>>(s => s.Add(x => x.Items, [("一", 3), ("<b>二", 4)]).Add(x => x.Name, "计划")
                .Add(x => x.SeriesType, SeriesType.Bar).Add(x => x.XValue, i => i.Day).Add(x => x.YValue, i => i.Value)));
        var json = JsonSerializer.SerializeToElement(Assert.Single(module.Invocations["create"]).Arguments[1]);
        Assert.Equal(["一", "‹b›二"], json.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(["‹i›实际", "计划"], json.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(["Line", "Bar"], json.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("drawAs").GetString()));
        _ = chart.Instance.AppendDataAsync([("三", 5)], 2);
        Assert.Equal(2, Assert.Single(module.Invocations["append"]).Arguments[3]);
    }

    [Fact]
    public void Library_IsTheMitVersion()
    {
        var folder = Path.Combine(Repository.Root, "ChannelPortal", "node_modules", "apexcharts");
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json")));
        Assert.Equal("4.7.0", package.RootElement.GetProperty("version").GetString());
        Assert.Equal("MIT", package.RootElement.GetProperty("license").GetString());
        Assert.Contains("MIT License", File.ReadAllText(Path.Combine(folder, "LICENSE")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Scripts_HoldNoDoorForMarkup()
    {
        Assert.Matches(Doors, "element.innerHTML = value");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "ChannelPortal", "wwwroot", "js"), "*.js"))
        {
            Assert.DoesNotMatch(Doors, File.ReadAllText(file));
        }
    }

    private const string Doors = @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|custom\s*:";
}
