using System.Globalization;
using Bunit;
using ChannelPortal.Features.Views.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Platform.Ui;

/// <summary>What every component test needs: texts in Chinese, a held clock, scripts that answer nothing.</summary>
public abstract class UiContext : BunitContext
{
    protected UiContext()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;

        // A busy machine is slow, not wrong.
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);

        // Lists carry them; their own tests draw them.
        ComponentFactories.AddStub<SavedViews>();
        Services.AddLocalization();
        Services.AddSingleton<ErrorTexts>();
        Services.AddSingleton(new BusinessClock(new FakeTimeProvider(Noon), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
    }

    protected static DateTimeOffset Noon { get; } = new(2026, 10, 31, 4, 0, 0, TimeSpan.Zero);
}
