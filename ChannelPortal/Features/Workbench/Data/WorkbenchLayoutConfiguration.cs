using ChannelPortal.Features.Workbench.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Workbench.Data;

internal sealed class WorkbenchLayoutConfiguration : IEntityTypeConfiguration<WorkbenchLayout>
{
    public void Configure(EntityTypeBuilder<WorkbenchLayout> builder)
    {
        builder.ToTable("workbench_layout");
        builder.HasKey(l => l.UserId);
        builder.Property(l => l.UserId).HasMaxLength(100);
    }
}
