using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Files;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Tests.Platform.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("channelportal-files-").FullName;

    private FileStore Store => new(Options.Create(new PortalOptions { DataDirectory = folder }));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task SaveAsync_EqualContentTwice_IsStoredOnceAndReadBack()
    {
        var first = await Store.SaveAsync("report"u8.ToArray(), TestContext.Current.CancellationToken);
        var second = await Store.SaveAsync("report"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(first, second);
        Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        using var reader = new StreamReader(Store.OpenRead(first.Sha256)!);
        Assert.Equal("report", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void OpenRead_NotAHash_Throws(string name) => Assert.Throws<ArgumentException>(() => Store.OpenRead(name));

    [Fact]
    public void OpenRead_Unknown_IsNull() => Assert.Null(Store.OpenRead(new string('0', 64)));
}
