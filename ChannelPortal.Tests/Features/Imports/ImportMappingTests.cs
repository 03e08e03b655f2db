using ChannelPortal.Features.Imports;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Imports;

/// <summary>Mappings that cannot be used are refused before any row is read.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ImportMappingTests : IDisposable
{
    private readonly ImportFiles files = new();

    [Theory]
    [InlineData("no-such-mapping", "mapping_unknown")]
    [InlineData("""{"fact":"wishes","columns":{}}""", "mapping_fact_unknown")]
    [InlineData("""{"fact":"pos_sales","columns":{"colour":{"from":"a"}}}""", "mapping_column")]
    [InlineData("""{"fact":"pos_sales","columns":{"amount":{"from":"a"}}}""", "mapping_column")]
    [InlineData("""{"fact":"pos_sales",""", "mapping_invalid")]
    [InlineData("""{"fact":"pos_sales","columns":{},"surprise":1}""", "mapping_invalid")]
    public async Task Load_UnusableMapping_SaysWhy(string mapping, string code)
    {
        var name = mapping.StartsWith('{') ? files.Text("own.json", mapping) : mapping;
        Assert.Equal(code, Assert.Single((await ImportMapping.LoadAsync(name, TestContext.Current.CancellationToken)).Errors).Code);
    }

    public void Dispose() => files.Dispose();
}
